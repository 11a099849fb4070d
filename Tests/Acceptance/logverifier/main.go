// A verifier of Citana's transparency log that shares no line with it: the hashes, the tiles, the proofs and the notes
// are golang.org/x/mod's. Only how a checkpoint is cut into lines and how C2SP names tiles is written here.
//
// usage: logverifier VKEY FOLDER-OR-URL [OLDER-CHECKPOINT | PROOF.tlog-proof]...
// Exit 0 and one line when everything holds; exit 1 and the reason otherwise.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func fetch(base, name string) ([]byte, error) {
	if !strings.HasPrefix(base, "http://") {
		return os.ReadFile(filepath.Join(base, name))
	}
	answer, err := http.Get(base + "/" + name)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s answers %s", name, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// The log's signed state: origin, size, root.
func checkpoint(text []byte, keys note.Verifiers, origin string) tlog.Tree {
	signed, err := note.Open(text, keys)
	check(err)
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		check(fmt.Errorf("not a checkpoint of %s", origin))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	if len(root) != tlog.HashSize {
		check(fmt.Errorf("a root of %d bytes", len(root)))
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

type tiles struct{ base string }

func (t tiles) Height() int { return 8 }

// C2SP leaves the height out of the path.
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := fetch(t.base, strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// The leaves of a bundle: each after its length in two bytes.
func leaves(base string, index, width int64) [][]byte {
	name := tlog.Tile{H: 8, L: 0, N: index, W: int(width)}.Path()
	data, err := fetch(base, strings.Replace(name, "tile/8/0/", "tile/entries/", 1))
	check(err)
	var all [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			check(fmt.Errorf("a bundle that is cut short"))
		}
		length := int(binary.BigEndian.Uint16(data))
		all = append(all, data[2:2+length])
		data = data[2+length:]
	}
	if int64(len(all)) != width {
		check(fmt.Errorf("a bundle of %d leaves instead of %d", len(all), width))
	}
	return all
}

// A proof file stands alone: its leaf is made again from its extra line, and led to its checkpoint.
func proof(text string, keys note.Verifiers, origin string) {
	head, signed, _ := strings.Cut(text, "\n\n")
	tree := checkpoint([]byte(signed), keys, origin)
	lines := strings.Split(head, "\n")
	if len(lines) < 3 || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		check(fmt.Errorf("not a proof"))
	}
	extra, err := base64.StdEncoding.DecodeString(lines[1][6:])
	check(err)
	cut := bytes.LastIndex(extra, []byte("sealed "))
	if cut < 0 {
		check(fmt.Errorf("no digest of the sealed entry"))
	}
	sealed, err := hex.DecodeString(strings.TrimSpace(string(extra[cut+7:])))
	check(err)
	first := sha256.Sum256(extra[:cut])
	index, err := strconv.ParseInt(lines[2][6:], 10, 64)
	check(err)
	var path tlog.RecordProof
	for _, line := range lines[3:] {
		bytes, err := base64.StdEncoding.DecodeString(line)
		check(err)
		var hash tlog.Hash
		copy(hash[:], bytes)
		path = append(path, hash)
	}
	check(tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(append(first[:], sealed...))))
}

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	check(err)
	keys := note.VerifierList(verifier)
	base := os.Args[2]
	text, err := fetch(base, "checkpoint")
	check(err)
	tree := checkpoint(text, keys, verifier.Name())
	// Every hash that this reader gives has been led to the signed root.
	reader := tlog.TileHashReader(tree, tiles{base})
	for start := int64(0); start < tree.N; start += 256 {
		width := tree.N - start
		if width > 256 {
			width = 256
		}
		var indexes []int64
		for index := start; index < start+width; index++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, index))
		}
		hashes, err := reader.ReadHashes(indexes)
		check(err)
		for place, leaf := range leaves(base, start/256, width) {
			if tlog.RecordHash(leaf) != hashes[place] {
				check(fmt.Errorf("leaf %d is not the one that was signed", start+int64(place)))
			}
		}
	}
	for _, name := range os.Args[3:] {
		data, err := os.ReadFile(name)
		check(err)
		if bytes.HasPrefix(data, []byte("c2sp.org/tlog-proof@v1\n")) {
			proof(string(data), keys, verifier.Name())
			continue
		}
		older := checkpoint(data, keys, verifier.Name())
		if older.N > tree.N {
			check(fmt.Errorf("the log had %d leaves and has %d", older.N, tree.N))
		}
		if older.N > 0 {
			path, err := tlog.ProveTree(tree.N, older.N, reader)
			check(err)
			check(tlog.CheckTree(path, tree.N, tree.Hash, older.N, older.Hash))
		}
	}
	fmt.Printf("%d leaves hold\n", tree.N)
}
