// as: Questionnaires
// expect: 'reading' is borrowed and cannot be consumed
import Kernel

func keep(_ reading: borrowing Reading) -> Reading { reading }
