from tickmark.cli import main

main()
